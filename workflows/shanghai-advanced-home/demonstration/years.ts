/** Since when invented homes stand in the 2.0 register: loaded, and marked so. */
export const in2019 = { growth: '2019-06-28' };
export const in2020 = { growth: '2020-06-28' };
export const in2021 = { growth: '2021-06-28' };
export const in2022 = { growth: '2022-06-28' };
export const in2023 = { growth: '2023-06-28' };
